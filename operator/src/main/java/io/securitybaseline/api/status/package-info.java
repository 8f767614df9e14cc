/** What the operator reports: records, one for each object of the schema of {@code status}. */
@NullMarked
package io.securitybaseline.api.status;

import org.jspecify.annotations.NullMarked;
