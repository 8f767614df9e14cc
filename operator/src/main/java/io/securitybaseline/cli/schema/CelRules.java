package io.securitybaseline.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates rules in CEL as the API server does. Loaded by {@code plan} alone: it costs half a
 * second and 8 MB of libraries.
 */
final class CelRules {

  /** Words of the language, which Kubernetes writes as {@code __word__} where a field has one. */
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private static final String SUM = "list_int_sum";

  private final CelCompiler compiler;
  private final CelRuntime runtime;
  private final Map<String, CelRuntime.Program> programs = new HashMap<>();

  CelRules() {
    ProtobufWarning.silence();
    CelOptions options = CelOptions.current().build();
    compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(options)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(CelExtensions.strings())
            .addVar("self", SimpleType.DYN)
            .addFunctionDeclarations(
                CelFunctionDecl.newFunctionDeclaration(
                    "sum",
                    CelOverloadDecl.newMemberOverload(
                        SUM, SimpleType.INT, ListType.create(SimpleType.INT))))
            .build();
    runtime =
        CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setOptions(options)
            .addLibraries(CelExtensions.strings())
            .addFunctionBindings(CelFunctionBinding.from(SUM, List.class, CelRules::sum))
            .build();
  }

  /**
   * @param error why the rule could not be evaluated; empty if it could
   */
  record Result(boolean holds, String error) {}

  /**
   * Whether the rule holds for the value.
   *
   * @throws IllegalStateException if the rule uses what is not known here, which a test of the CRD
   *     excludes
   */
  Result evaluate(String rule, JsonNode self, JsonNode schema) {
    try {
      Object result = program(rule).eval(Map.of("self", value(self, schema)));
      return new Result(Boolean.TRUE.equals(result), "");
    } catch (CelEvaluationException e) {
      return new Result(false, String.valueOf(e.getMessage()));
    }
  }

  private CelRuntime.Program program(String rule) throws CelEvaluationException {
    CelRuntime.Program known = programs.get(rule);
    if (known != null) {
      return known;
    }
    try {
      CelRuntime.Program compiled = runtime.createProgram(compiler.compile(rule).getAst());
      programs.put(rule, compiled);
      return compiled;
    } catch (CelValidationException e) {
      throw new IllegalStateException("the rule does not compile: " + rule, e);
    }
  }

  private static long sum(List<?> numbers) {
    return numbers.stream().mapToLong(each -> ((Number) each).longValue()).sum();
  }

  private static Object value(JsonNode value, JsonNode schema) {
    return switch (value.getNodeType()) {
      case OBJECT -> fields(value, schema);
      case ARRAY -> {
        List<Object> items = new ArrayList<>();
        value.forEach(item -> items.add(value(item, schema.path("items"))));
        yield items;
      }
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> number(value);
      default -> value.asText();
    };
  }

  private static Object number(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.longValue();
    }
    return value.doubleValue();
  }

  private static Map<String, Object> fields(JsonNode value, JsonNode schema) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      JsonNode property = schema.path("properties").path(entry.getKey());
      if (entry.getValue().isNull()) {
        continue;
      }
      if (property.isObject()) {
        fields.put(escaped(entry.getKey()), value(entry.getValue(), property));
      } else {
        fields.put(entry.getKey(), value(entry.getValue(), schema.path("additionalProperties")));
      }
    }
    return fields;
  }

  private static String escaped(String field) {
    return RESERVED.contains(field)
        ? "__" + field + "__"
        : field
            .replace("__", "__underscores__")
            .replace(".", "__dot__")
            .replace("-", "__dash__")
            .replace("/", "__slash__");
  }
}
