@NullMarked
package io.securitybaseline.manifest;

import org.jspecify.annotations.NullMarked;
