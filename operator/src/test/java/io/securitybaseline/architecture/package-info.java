/** What the code as a whole promises: layers, names, sizes, and that no test is left out. */
@NullMarked
package io.securitybaseline.architecture;

import org.jspecify.annotations.NullMarked;
