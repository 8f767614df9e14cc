/** Files with Kubernetes objects, read as kubectl reads them. */
@NullMarked
package io.securitybaseline.manifest;

import org.jspecify.annotations.NullMarked;
