package io.vpcep.operator.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests of the whole operator. Their constructors get the usual {@link OperatorFixture}, or a
 * {@link FixtureBuilder} for others. Whatever these make is closed after each test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FixtureResolver.class)
@interface EndToEnd {}
