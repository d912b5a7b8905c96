package org.layerlab.backend.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other machines build it, too: newer JDKs, and Windows. */
class BuildTest {
    private static final Pattern TWO_COMMENTS = Pattern.compile("\\*/\\s*/\\*\\*");

    @Test
    void noJavadocIsFollowedByAnother() {
        List<String> twice = new ArrayList<>();
        for (Path file : Sources.java()) {
            if (TWO_COMMENTS.matcher(Sources.read(file)).find()) {
                twice.add(Sources.name(file));
            }
        }
        assertEquals(List.of(), twice, "newer JDKs warn of a comment that belongs to nothing");
    }

    @Test
    void warningsFailOnTheJdkOfCiAlone() {
        String ci = Sources.read(Sources.ROOT.resolve(".github/workflows/ci.yml"));
        Matcher version = Pattern.compile("java-version: (\\d+)").matcher(ci);
        assertTrue(version.find());
        int jdk = Integer.parseInt(version.group(1));
        String pom = Sources.read(Sources.ROOT.resolve("pom.xml"));
        assertTrue(pom.substring(0, pom.indexOf("<profiles>")).contains("<warnings.fail>false</warnings.fail>"));
        assertTrue(pom.contains("<jdk>[" + jdk + "," + (jdk + 1) + ")</jdk>"), "JDK " + jdk);
    }

    @Test
    void commandsAreReadWithTheLineEndsOfWindows(@TempDir Path folder) throws IOException {
        String page = "```sh\nmvn test \\\n  -pl backend\nmvn -Pserve\n```\nand `mvn -Pdev`\n";
        Path unix = Files.writeString(folder.resolve("unix.md"), page);
        Path windows = Files.writeString(folder.resolve("windows.md"), page.replace("\n", "\r\n"));
        assertEquals(List.of("mvn -Pdev", "mvn test    -pl backend", "mvn -Pserve"), Documents.commands(unix));
        assertEquals(Documents.commands(unix), Documents.commands(windows));
    }
}
