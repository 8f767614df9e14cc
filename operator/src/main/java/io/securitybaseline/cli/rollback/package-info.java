/** The command that gives people back what groups took over, with or without the operator. */
@NullMarked
package io.securitybaseline.cli.rollback;

import org.jspecify.annotations.NullMarked;
