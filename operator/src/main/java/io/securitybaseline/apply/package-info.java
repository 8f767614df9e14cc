/** The only package that writes to the cluster: a change goes in, an outcome comes out. */
@NullMarked
package io.securitybaseline.apply;

import org.jspecify.annotations.NullMarked;
