/** What the command {@code report} shows. */
@NullMarked
package io.securitybaseline.cli.report;

import org.jspecify.annotations.NullMarked;
