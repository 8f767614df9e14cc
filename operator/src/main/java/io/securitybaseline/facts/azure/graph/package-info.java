/**
 * Microsoft Graph through the Azure SDK's HTTP pipeline. No type of the SDK leaves this package,
 * and none is loaded before the first question.
 */
@NullMarked
package io.securitybaseline.facts.azure.graph;

import org.jspecify.annotations.NullMarked;
