/**
 * Names and labels matched the way Kubernetes and its users write them: globs and label selectors.
 */
@NullMarked
package io.securitybaseline.kubernetes;

import org.jspecify.annotations.NullMarked;
