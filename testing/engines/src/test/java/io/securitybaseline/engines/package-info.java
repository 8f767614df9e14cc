@NullMarked
package io.securitybaseline.engines;

import org.jspecify.annotations.NullMarked;
