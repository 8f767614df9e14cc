package io.securitybaseline.observe.azure;

import java.time.LocalDate;

/**
 * What the Cluster control judges.
 *
 * @param today the day, UTC, on which dates of retirement are judged
 */
public record AzureSnapshot(Reading reading, LocalDate today) {}
