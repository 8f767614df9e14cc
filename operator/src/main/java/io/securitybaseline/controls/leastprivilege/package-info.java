/** LeastPrivilege: which roles grant too much, and to whom. It only reports. */
@NullMarked
package io.securitybaseline.controls.leastprivilege;

import org.jspecify.annotations.NullMarked;
