/** The main job shown on an embedded control plane, every claim of it checked. */
@NullMarked
package io.securitybaseline.command.demo;

import org.jspecify.annotations.NullMarked;
