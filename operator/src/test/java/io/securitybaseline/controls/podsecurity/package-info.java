@NullMarked
package io.securitybaseline.controls.podsecurity;

import org.jspecify.annotations.NullMarked;
