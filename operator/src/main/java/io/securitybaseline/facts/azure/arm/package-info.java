/**
 * Azure Resource Manager through the Azure SDK. No type of the SDK leaves this package, and none is
 * loaded before the first round of requests.
 */
@NullMarked
package io.securitybaseline.facts.azure.arm;

import org.jspecify.annotations.NullMarked;
