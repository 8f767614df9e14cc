/**
 * What Entra ID's directory reports of users and groups, and its poller: who is a member of which
 * group, and whether a group can give access at all.
 */
@NullMarked
package io.securitybaseline.facts.azure.directory;

import org.jspecify.annotations.NullMarked;
