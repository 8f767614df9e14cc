/** What a person can type: thin commands over the rest. */
@NullMarked
package io.securitybaseline.cli;

import org.jspecify.annotations.NullMarked;
