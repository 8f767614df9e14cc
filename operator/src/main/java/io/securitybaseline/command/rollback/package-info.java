/** The command that gives people back what groups took over, with or without the operator. */
@NullMarked
package io.securitybaseline.command.rollback;

import org.jspecify.annotations.NullMarked;
