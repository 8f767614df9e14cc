package io.securitybaseline.module;

import java.time.LocalDate;

/**
 * That another client removed the operator's annotation from an object whose subjects the operator
 * had replaced, and restored users there.
 *
 * @param uid of the object
 * @param times how often
 * @param last the day, UTC, on which the subjects were last replaced again
 */
public record AnnotationRemoval(String uid, int times, LocalDate last) {}
