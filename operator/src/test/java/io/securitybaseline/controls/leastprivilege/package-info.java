@NullMarked
package io.securitybaseline.controls.leastprivilege;

import org.jspecify.annotations.NullMarked;
