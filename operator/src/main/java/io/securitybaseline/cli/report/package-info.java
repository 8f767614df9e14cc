/** The command {@code report}: all findings of all controls in a cluster. */
@NullMarked
package io.securitybaseline.cli.report;

import org.jspecify.annotations.NullMarked;
