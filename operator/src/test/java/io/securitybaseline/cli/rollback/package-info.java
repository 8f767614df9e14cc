/** Tests of the command that gives users back what groups took over. */
@NullMarked
package io.securitybaseline.cli.rollback;

import org.jspecify.annotations.NullMarked;
