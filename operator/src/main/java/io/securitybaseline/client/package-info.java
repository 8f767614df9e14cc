/**
 * The fabric8 client as the operator needs it: bounded lists, sparse reading, ciphers, counted
 * requests.
 */
@NullMarked
package io.securitybaseline.client;

import org.jspecify.annotations.NullMarked;
