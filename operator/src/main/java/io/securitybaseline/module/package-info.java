/**
 * What the engine and a control know of each other. The engine evaluates, enforces, records and
 * reports every {@link io.securitybaseline.module.ControlModule} in the same way; a control knows
 * nothing of the engine.
 */
@NullMarked
package io.securitybaseline.module;

import org.jspecify.annotations.NullMarked;
