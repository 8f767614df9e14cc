/**
 * An API server in memory over a small sample cluster, against which an image build runs the
 * operator to record the classes that a start needs.
 */
@NullMarked
package io.securitybaseline.training;

import org.jspecify.annotations.NullMarked;
