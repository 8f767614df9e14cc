/**
 * The contract between the engine and a control. The engine evaluates, enforces, records and
 * reports every {@link io.securitybaseline.module.ControlModule} in the same way; a control does
 * not depend on the engine.
 */
@NullMarked
package io.securitybaseline.module;

import org.jspecify.annotations.NullMarked;
