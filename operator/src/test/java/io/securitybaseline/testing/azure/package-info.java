/** Azure as a server in this process that speaks its real protocol over TLS. */
@NullMarked
package io.securitybaseline.testing.azure;

import org.jspecify.annotations.NullMarked;
