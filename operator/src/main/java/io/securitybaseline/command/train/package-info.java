/** A cluster in memory, small and of one kind each, for the run that an image build learns from. */
@NullMarked
package io.securitybaseline.command.train;

import org.jspecify.annotations.NullMarked;
