/** What users write: records, one for each object of the schema of {@code spec}. */
@NullMarked
package io.securitybaseline.api.spec;

import org.jspecify.annotations.NullMarked;
