@NullMarked
package io.securitybaseline.command.manifest;

import org.jspecify.annotations.NullMarked;
