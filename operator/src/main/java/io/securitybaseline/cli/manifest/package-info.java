/** Files with Kubernetes objects, read as kubectl reads them. */
@NullMarked
package io.securitybaseline.cli.manifest;

import org.jspecify.annotations.NullMarked;
