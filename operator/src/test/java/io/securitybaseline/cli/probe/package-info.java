@NullMarked
package io.securitybaseline.cli.probe;

import org.jspecify.annotations.NullMarked;
