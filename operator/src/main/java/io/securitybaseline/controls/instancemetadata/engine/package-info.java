/**
 * One small pure type for each network policy engine: how it reads, matches and changes policies,
 * and what of that cannot be known.
 */
@NullMarked
package io.securitybaseline.controls.instancemetadata.engine;

import org.jspecify.annotations.NullMarked;
