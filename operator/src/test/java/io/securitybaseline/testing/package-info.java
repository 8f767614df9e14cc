/** What tests of several packages share: the chart as Helm renders it, and its rights. */
@NullMarked
package io.securitybaseline.testing;

import org.jspecify.annotations.NullMarked;
