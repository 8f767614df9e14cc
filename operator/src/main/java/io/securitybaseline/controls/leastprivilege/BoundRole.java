package io.securitybaseline.controls.leastprivilege;

import io.securitybaseline.api.spec.RoleName;
import io.securitybaseline.module.Evaluation;

/** The role of an evaluated binding, by which findings are grouped. */
record BoundRole(RoleName role) implements Evaluation.Detail {}
