@NullMarked
package io.securitybaseline.cli.manifest;

import org.jspecify.annotations.NullMarked;
