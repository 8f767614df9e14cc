package io.securitybaseline;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A property: holds for the case of every seed, which the display name tells. */
@ParameterizedTest(name = "seed {0}")
@MethodSource("io.securitybaseline.Seeds#all")
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface EverySeed {}
