@NullMarked
package io.securitybaseline.cli.schema;

import org.jspecify.annotations.NullMarked;
