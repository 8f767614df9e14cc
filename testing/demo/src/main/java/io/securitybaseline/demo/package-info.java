/** Shows the main use case on an embedded control plane and checks the result of every step. */
@NullMarked
package io.securitybaseline.demo;

import org.jspecify.annotations.NullMarked;
