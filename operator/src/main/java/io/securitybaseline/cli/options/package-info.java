/** What the commands share: options, exit codes and text for a terminal. */
@NullMarked
package io.securitybaseline.cli.options;

import org.jspecify.annotations.NullMarked;
