package io.securitybaseline.module;

/**
 * Everything that an evaluation may depend on.
 *
 * @param resources the objects, from informers or from lists
 * @param situation what is the same for all subjects
 * @param records what earlier passes found and did
 * @param current facts that change without a new situation
 */
public record EvaluationInput(
    ResourceReader resources, Situation situation, Records records, CurrentFacts current) {}
