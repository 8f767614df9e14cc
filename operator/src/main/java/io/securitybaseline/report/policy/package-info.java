/** Policy reports of the Kubernetes policy working group and of OpenReports, as objects. */
@NullMarked
package io.securitybaseline.report.policy;

import org.jspecify.annotations.NullMarked;
