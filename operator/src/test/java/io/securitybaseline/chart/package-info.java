/** The Helm chart: what it renders, what it may do, and that its documents are current. */
@NullMarked
package io.securitybaseline.chart;

import org.jspecify.annotations.NullMarked;
