/** The AKS cluster's own settings in Azure: a class for each check, and what they add up to. */
@NullMarked
package io.securitybaseline.controls.cluster;

import org.jspecify.annotations.NullMarked;
