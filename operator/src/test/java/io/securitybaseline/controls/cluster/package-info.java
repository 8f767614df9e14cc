@NullMarked
package io.securitybaseline.controls.cluster;

import org.jspecify.annotations.NullMarked;
