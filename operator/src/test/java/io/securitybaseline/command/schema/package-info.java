@NullMarked
package io.securitybaseline.command.schema;

import org.jspecify.annotations.NullMarked;
