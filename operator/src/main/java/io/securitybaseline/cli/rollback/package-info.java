/** The command that restores users that groups replaced, with or without the operator. */
@NullMarked
package io.securitybaseline.cli.rollback;

import org.jspecify.annotations.NullMarked;
