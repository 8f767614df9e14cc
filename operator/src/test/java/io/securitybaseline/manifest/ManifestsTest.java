package io.securitybaseline.manifest;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {

  @TempDir private Path folder;

  @Test
  void listsAreUnfoldedAndTypedListsNameTheKindOfTheirItems() throws IOException {
    write(
        "all.yaml",
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBindingList
        items: [{metadata: {name: a}}, {kind: RoleBinding, apiVersion: x/v2, metadata: {name: b}}]
        ---
        kind: List
        apiVersion: v1
        items:
        - {kind: List, apiVersion: v1, items: [{kind: Role, metadata: {name: c}}]}
        - text
        ---
        ---
        - {kind: Role, metadata: {name: d}}
        """);

    assertThat(read().objects())
        .extracting(it -> it.apiVersion() + " " + it.kind() + " " + it.name())
        .containsExactly(
            "rbac.authorization.k8s.io/v1 RoleBinding a",
            "x/v2 RoleBinding b",
            " Role c",
            " Role d");
  }

  static Stream<Arguments> encodings() {
    return Stream.of(
        Arguments.of(UTF_8, "\uFEFF"),
        Arguments.of(UTF_8, ""),
        Arguments.of(UTF_16LE, "\uFEFF"),
        Arguments.of(UTF_16BE, "\uFEFF"),
        Arguments.of(Charset.forName("UTF-32LE"), "\uFEFF"),
        Arguments.of(Charset.forName("UTF-32BE"), "\uFEFF"));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void theByteOrderMarkSaysTheEncoding(Charset charset, String mark) throws IOException {
    Files.write(
        folder.resolve("a.yaml"), (mark + "kind: Role\nmetadata: {name: jürg}").getBytes(charset));

    assertThat(read().objects()).singleElement().extracting(Manifest::name).isEqualTo("jürg");
  }

  @Test
  void whatIsNoTextIsNamed() throws IOException {
    Files.write(folder.resolve("a.yaml"), new byte[] {'a', (byte) 0xFF, 'b'});

    assertThat(read().unreadable())
        .containsExactly(folder.resolve("a.yaml") + ": is not text in UTF-8: save it as UTF-8");
  }

  @Test
  void whatCannotBeReadDoesNotKeepTheRestFromBeingRead() throws IOException {
    write("a/bad.yaml", "kind: Role\nmetadata: {name: first}\n---\na: [\n");
    write("b/good.yml", "kind: Role\nmetadata: {name: second}");
    write("c/notes.txt", "a: [");

    assertThat(read().objects()).extracting(Manifest::name).containsExactly("first", "second");
    assertThat(read().unreadable())
        .singleElement()
        .asString()
        .startsWith(folder.resolve("a/bad.yaml") + ":5:1: is not YAML: ");
  }

  @Test
  void linksToFilesAreFollowedAndThoseToFoldersNamed() throws IOException {
    write("real/a.yaml", "kind: Role\nmetadata: {name: a}");
    Path place = Files.createDirectories(folder.resolve("place"));
    Files.createSymbolicLink(place.resolve("file.yaml"), folder.resolve("real/a.yaml"));
    Files.createSymbolicLink(place.resolve("folder"), folder.resolve("real"));
    Files.createSymbolicLink(place.resolve("loop.yaml"), Path.of("loop.yaml"));
    Files.createSymbolicLink(place.resolve("up"), Path.of(".."));

    Manifests manifests = Manifests.in(place.toString());

    assertThat(manifests.objects()).extracting(Manifest::name).containsExactly("a");
    assertThat(manifests.linkedFolders())
        .containsExactly(place.resolve("folder").toString(), place.resolve("up").toString());
    assertThat(manifests.unreadable())
        .containsExactly(
            place.resolve("loop.yaml")
                + ": is a broken symbolic link or links to itself: remove it");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
    assertThat(Manifests.in(link.toString()).objects()).hasSize(1);
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() throws IOException {
    try (RandomAccessFile large =
        new RandomAccessFile(folder.resolve("large.yaml").toFile(), "rw")) {
      large.setLength(100L << 20);
    }

    assertThat(read().unreadable())
        .containsExactly(folder.resolve("large.yaml") + ": is larger than 16 MiB: split it");
  }

  @Test
  void aliasesThatMultiplyAreStopped() throws IOException {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      laughs.append(
          "a%d: &a%1$d [*a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d]\n"
              .formatted(i, i - 1));
    }
    write("laughs.yaml", laughs.toString());

    assertThat(read().unreadable())
        .singleElement()
        .asString()
        .matches(".*laughs.yaml:[0-9]+:[0-9]+: holds more than 2,000,000 values, aliases expanded");
  }

  @Test
  void manyAliasesOfTheSameAreRead() throws IOException {
    write("many.yaml", "s: &s {a: b}\nl: [" + "*s, ".repeat(1000) + "]");

    assertThat(read().unreadable()).isEmpty();
    assertThat(read().objects()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: "})
  void whatIsNestedTooDeepIsStopped(String opening) throws IOException {
    write("deep.yaml", "a: " + opening.repeat(100_000));

    assertThat(read().unreadable())
        .singleElement()
        .asString()
        .endsWith("is nested more deeply than 500 levels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: &a [*a]", "a: *b", "<<: text", "? [a]\n: b"})
  void whatHasNoMeaningIsNamedWithItsPlace(String text) throws IOException {
    write("odd.yaml", "kind: Role\n---\n" + text);

    assertThat(read().unreadable())
        .singleElement()
        .asString()
        .contains(folder.resolve("odd.yaml") + ":3:");
  }

  @Test
  void aPlaceThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> Manifests.in(folder.resolve("no").toString()))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("%s: the file does not exist", folder.resolve("no"));
  }

  private Manifests read() {
    return Manifests.in(folder.toString());
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
