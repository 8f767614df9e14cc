/**
 * The custom resource {@code SecurityBaseline}: what a user writes and what the operator answers.
 *
 * <p>Each record is one object of the schema. The API server has checked a resource before it gets
 * here, so the constructors refuse nothing; they copy, and fill in the schema's defaults where a
 * component is missing, because a resource may also come from a file. A resource written by a newer
 * version must not stop an older operator: unknown fields are ignored, and an unknown constant of
 * an enum takes the meaning that changes least.
 */
@NullMarked
package io.securitybaseline.api;

import org.jspecify.annotations.NullMarked;
