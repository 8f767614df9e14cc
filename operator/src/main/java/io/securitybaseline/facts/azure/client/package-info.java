/**
 * Signing in to Entra ID, and sending requests through the Azure SDK's HTTP pipeline; the same for
 * every API of Azure.
 */
@NullMarked
package io.securitybaseline.facts.azure.client;

import org.jspecify.annotations.NullMarked;
