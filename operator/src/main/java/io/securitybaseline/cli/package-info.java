/** The commands: thin layers over the other packages. */
@NullMarked
package io.securitybaseline.cli;

import org.jspecify.annotations.NullMarked;
