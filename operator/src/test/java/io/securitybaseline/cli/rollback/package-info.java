/** Tests of the command that gives people back what groups took over. */
@NullMarked
package io.securitybaseline.cli.rollback;

import org.jspecify.annotations.NullMarked;
