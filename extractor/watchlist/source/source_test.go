package source_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tagwire/tagwire/extractor/watchlist/source"
)

// Small files of our own in each publisher's format; the parties are invented.
const (
	sdn = "101,\"MAROV, Ilya Petrovich\",\"individual\",\"RUSSIA-EO14024] [CYBER2\",\"Deputy Minister\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 03 May 1968; nationality Russia; a.k.a. 'FOX'; Digital Currency Address - XBT 1BoatSLRHtKNngkdXEeobR76b53LETtpyT.\"\r\n" +
		"102,\"NORTH STAR SHIPPING CO., LTD.\",-0- ,\"DPRK3\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n" +
		"103,\"GREY HERON\",\"vessel\",\"DPRK3\",-0- ,\"V3\",\"Tanker\",-0- ,-0- ,\"Panama\",-0- ,\"Vessel Registration Identification IMO 9123456; Linked To: NORTH STAR SHIPPING CO., LTD.\"\r\n\x1a"
	alt = "102,7,\"aka\",\"POLARIS MARITIME\",-0- \r\n101,8,\"aka\",\"MAROV, Ilia\",-0- \r\n\x1a"
	add = "102,1,\"Dock 3\",\"Majuro\",\"Marshall Islands\",-0- \r\n\x1a"

	un = `<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-03-01T00:00:09Z"><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><FIRST_NAME>HAMID</FIRST_NAME><SECOND_NAME>AL-RAWDI</SECOND_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>
<REFERENCE_NUMBER>QDi.900</REFERENCE_NUMBER><LISTED_ON>2015-02-03</LISTED_ON><NATIONALITY><VALUE>Iraq</VALUE></NATIONALITY>
<NAME_ORIGINAL_SCRIPT>حامد الروضي</NAME_ORIGINAL_SCRIPT>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu Nour</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><YEAR>1979</YEAR></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><FIRST_NAME>RAWDI EXCHANGE</FIRST_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDe.901</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>`

	eu = "\ufefffileGenerationDate;Entity_LogicalId;Entity_DesignationDate;Entity_SubjectType;Entity_Regulation_Programme;NameAlias_WholeName;NameAlias_Function;NameAlias_Remark;Address_CountryDescription;BirthDate_BirthDate;BirthDate_Year;Citizenship_CountryDescription\n" +
		"24/01/2024;55;2022-03-01;P;UKR;Ilya Petrovich Marov;Deputy Minister;;;;;\n" +
		"24/01/2024;55;2022-03-01;P;UKR;Илья Петрович МАРОВ;;;;;;\n" +
		"24/01/2024;55;2022-03-01;P;UKR;;;;;1968-05-03;1968;RUSSIAN FEDERATION\n"

	ofsi = "Last Updated,25/01/2024\nName 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name Non-Latin Script,DOB,Nationality,Position,Country,Group Type,Alias Type,Alias Quality,Regime,Listed On,Group ID\n" +
		"MAROV,Ilia,,,,,,,,,,Individual,AKA,Low quality,Russia,15/03/2022,900\n" +
		"MAROV,Ilya,Petrovich,,,,Илья МАРОВ,03/05/1968,Russia,Deputy Minister,,Individual,Primary name,,Russia,15/03/2022,900\n"

	simple = "id,schema,name,aliases,birth_date,countries,dataset,first_seen,last_change\n" +
		"NK-1,Person,Ilya Marov,Ilia Marov;Илья Маров,1968-05-03,ru,EU FSF,2022-03-01,2026-01-02T10:00:00\n"

	ftm = `{"id":"NK-1","schema":"Person","caption":"Ilya Marov","properties":{"name":["Ilya Marov"],"weakAlias":["Fox"],"birthDate":["1968-05-03"],"nationality":["ru"]}}` + "\n" +
		`{"id":"NK-2","schema":"Sanction","properties":{}}` + "\n"

	sdnXML = `<?xml version="1.0"?><sdnList><publshInformation><Publish_Date>12/24/2025</Publish_Date></publshInformation><sdnEntry><uid>101</uid><firstName>Ilya</firstName><lastName>MAROV</lastName><sdnType>Individual</sdnType><programList><program>CYBER2</program></programList><akaList><aka><category>weak</category><lastName>FOX</lastName></aka></akaList></sdnEntry></sdnList>`

	enhanced = `<?xml version="1.0"?><sanctionsData xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML"><publicationInfo><dataAsOf>2026-01-20T09:00:00</dataAsOf><filters><sanctionsLists><sanctionsList refId="1">SDN List</sanctionsList></sanctionsLists></filters></publicationInfo><entities>
<entity id="101"><generalInfo><identityId>5</identityId><entityType refId="600">Individual</entityType><title>Deputy Minister</title></generalInfo>
<sanctionsLists><sanctionsList refId="1" id="9" datePublished="2022-03-01">SDN List</sanctionsList></sanctionsLists><sanctionsPrograms><sanctionsProgram refId="2" id="3">CYBER2</sanctionsProgram></sanctionsPrograms>
<names><name id="2"><isPrimary>false</isPrimary><isLowQuality>true</isLowQuality><translations><translation id="4"><isPrimary>true</isPrimary><script refId="215">Latin</script><formattedLastName>FOX</formattedLastName><formattedFullName>FOX</formattedFullName></translation></translations></name>
<name id="1"><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations><translation id="2"><isPrimary>true</isPrimary><script refId="215">Latin</script><formattedFirstName>Ilya</formattedFirstName><formattedLastName>MAROV</formattedLastName><formattedFullName>MAROV, Ilya</formattedFullName></translation><translation id="3"><isPrimary>false</isPrimary><script refId="220">Cyrillic</script><formattedFirstName>Илья</formattedFirstName><formattedLastName>МАРОВ</formattedLastName></translation></translations></name></names>
<addresses><address id="1"><country refId="3">Russia</country></address></addresses>
<features><feature id="1"><type featureTypeId="8">Birthdate</type><value>03 May 1968</value></feature><feature id="2"><type featureTypeId="344">Digital Currency Address - XBT</type><value>1BoatSLRHtKNngkdXEeobR76b53LETtpyT</value></feature></features></entity>
<entity id="103"><generalInfo><identityId>6</identityId><entityType refId="602">Vessel</entityType></generalInfo><sanctionsLists><sanctionsList refId="1" id="9" datePublished="2023-01-01">SDN List</sanctionsList></sanctionsLists>
<names><name id="8"><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations><translation id="9"><isPrimary>true</isPrimary><formattedFullName>GREY HERON</formattedFullName></translation></translations></name></names>
<identityDocuments><identityDocument id="1"><type refId="1">Vessel Registration Identification</type><documentNumber>IMO 9123456</documentNumber></identityDocument></identityDocuments></entity></entities></sanctionsData>`

	// uksl has the columns that the UK Sanctions List has since 2026.
	uksl = "Report Date: 13-Feb-2026\nLast Updated,Unique ID,OFSI Group ID,Name 6,Name 1,Name type,Alias strength,Name non-latin script,Regime Name,Designation Type,Date Designated,D.O.B,IMO number\n" +
		"01/02/2026,RUS0001,9,MAROV,Ilya,Primary Name,,Илья МАРОВ,Russia,Individual,15/03/2022,03/05/1968,\n" +
		"01/02/2026,RUS0002,10,GREY HERON,,Primary Name,,,Russia,Ship,15/03/2024,,9123456\n"

	seco = `<?xml version="1.0"?><swiss-sanctions-list date="2026-02-01"><sanctions-program><program-key lang="eng">Russia</program-key><sanctions-set ssid="9" lang="eng">x</sanctions-set></sanctions-program>
<target ssid="77"><sanctions-set-id>9</sanctions-set-id><individual><identity main="true"><name name-type="primary-name"><name-part name-part-type="family-name"><value>Marov</value></name-part><name-part name-part-type="given-name"><value>Ilya</value></name-part></name></identity></individual><modification modification-type="listed" enactment-date="2022-03-04"/></target>
<target ssid="78"><individual><identity main="true"><name name-type="primary-name"><name-part name-part-type="whole-name"><value>Gone</value></name-part></name></identity></individual><modification modification-type="de-listed" enactment-date="2023-03-04"/></target></swiss-sanctions-list>`
)

// write puts OFAC's set into a folder and returns the primary file.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "sdn.csv")
}

func TestOFACSet(t *testing.T) {
	l, err := source.ReadFile(write(t, map[string]string{"sdn.csv": sdn, "alt.csv": alt, "add.csv": add}))
	if err != nil {
		t.Fatal(err)
	}
	want := []source.Entry{
		{UID: "101", Kind: source.Person, Title: "Deputy Minister", Programs: []string{"RUSSIA-EO14024", "CYBER2"},
			Names:     []source.Name{{"MAROV, Ilya Petrovich", source.Primary}, {"FOX", source.Weak}, {"MAROV, Ilia", source.Strong}},
			Countries: []string{"russia"}, Born: []string{"1968-05-03", "1968"}, Marks: []string{"1BoatSLRHtKNngkdXEeobR76b53LETtpyT"}},
		{UID: "102", Programs: []string{"DPRK3"}, Countries: []string{"marshall islands"},
			Names: []source.Name{{"NORTH STAR SHIPPING CO., LTD.", source.Primary}, {"POLARIS MARITIME", source.Strong}}},
		{UID: "103", Kind: source.Vessel, Programs: []string{"DPRK3"}, Names: []source.Name{{"GREY HERON", source.Primary}}, Marks: []string{"IMO9123456"}},
	}
	if diff := cmp.Diff(want, l.Entries, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}

func TestFormats(t *testing.T) {
	marov := source.Name{Text: "MAROV, Ilya Petrovich", Strength: source.Primary}
	for _, c := range []struct {
		name, text, list, date string
		entries                int
		first                  source.Entry // Names, Kind, Listed, Born are compared
	}{
		{"un", un, "un", "2026-03-01", 2, source.Entry{Kind: source.Person, Listed: "2015-02-03", Born: []string{"1979"},
			Names: []source.Name{{"HAMID AL-RAWDI", source.Primary}, {"Abu Nour", source.Weak}, {"حامد الروضي", source.Original}}}},
		{"eu", eu, "eu", "2024-01-24", 1, source.Entry{Kind: source.Person, Listed: "2022-03-01", Born: []string{"1968-05-03", "1968"},
			Names: []source.Name{{"Ilya Petrovich Marov", source.Primary}, {"Илья Петрович МАРОВ", source.Original}}}},
		{"ofsi", ofsi, "uk", "2024-01-25", 1, source.Entry{Kind: source.Person, Listed: "2022-03-15", Born: []string{"1968-05-03"},
			Names: []source.Name{marov, {"MAROV, Ilia", source.Weak}, {"Илья МАРОВ", source.Original}}}},
		{"opensanctions csv", simple, "opensanctions", "2026-01-02", 1, source.Entry{Kind: source.Person, Listed: "2022-03-01", Born: []string{"1968-05-03"},
			Names: []source.Name{{"Ilya Marov", source.Primary}, {"Ilia Marov", source.Strong}, {"Илья Маров", source.Original}}}},
		{"ftm", ftm, "opensanctions", "", 1, source.Entry{Kind: source.Person, Born: []string{"1968-05-03"},
			Names: []source.Name{{"Ilya Marov", source.Primary}, {"Fox", source.Weak}}}},
		{"sdn xml", sdnXML, "ofac-sdn", "2025-12-24", 1, source.Entry{Kind: source.Person,
			Names: []source.Name{{"MAROV, Ilya", source.Primary}, {"FOX", source.Weak}}}},
		{"enhanced xml", enhanced, "ofac-sdn", "2026-01-20", 2, source.Entry{Kind: source.Person, Listed: "2022-03-01", Born: []string{"1968-05-03", "1968"},
			Marks: []string{"1BoatSLRHtKNngkdXEeobR76b53LETtpyT"},
			Names: []source.Name{{"MAROV, Ilya", source.Primary}, {"FOX", source.Weak}, {"МАРОВ, Илья", source.Original}}}},
		{"uk sanctions list", uksl, "uk", "2026-02-13", 2, source.Entry{Kind: source.Person, Listed: "2022-03-15", Born: []string{"1968-05-03"},
			Names: []source.Name{{"MAROV, Ilya", source.Primary}, {"Илья МАРОВ", source.Original}}}},
		{"seco", seco, "seco", "2026-02-01", 1, source.Entry{Kind: source.Person, Listed: "2022-03-04",
			Names: []source.Name{{"Marov, Ilya", source.Primary}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, err := source.Read(strings.NewReader(c.text), "file")
			if err != nil {
				t.Fatal(err)
			}
			if l.Name != c.list || l.Date != c.date || len(l.Entries) != c.entries {
				t.Errorf("%s %s with %d entries, want %s %s with %d", l.Name, l.Date, len(l.Entries), c.list, c.date, c.entries)
			}
			got := l.Entries[0]
			got.UID, got.Programs, got.Countries, got.Title = "", nil, nil, ""
			if diff := cmp.Diff(c.first, got, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		is               error
	}{
		{"html", "<!DOCTYPE html><html><body>503</body></html>", "is an HTML page", source.ErrUnknownFormat},
		{"empty", "", "is empty", source.ErrUnknownFormat},
		{"binary", "\x00\xff\xfe\x01\x02 something long enough", "not UTF-8", source.ErrUnknownFormat},
		{"cut xml", un[:len(un)-60], "file:", source.ErrDamaged},
		{"missing column", strings.Replace(eu, "NameAlias_WholeName", "Name", 1), `"NameAlias_WholeName" is missing`, source.ErrDamaged},
		{"cut csv row", eu + "24/01/2024;56\n", "file:5", source.ErrDamaged},
		{"wrong encoding", strings.Replace(simple, "Ilya Marov", "Ily\xe4 Marov", 1), "file:2", source.ErrDamaged},
		{"ids twice", simple + "NK-1,Person,Other,,,,,,\n", "NK-1 stands twice", source.ErrDamaged},
		{"no entries", "id,schema,name,aliases\n", "no entries", source.ErrDamaged},
		{"bad json", ftm + "{\n", "file:3", source.ErrDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := source.Read(strings.NewReader(c.text), "file")
			if !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in a %v", err, c.want, c.is)
			}
		})
	}
	t.Run("cut OFAC", func(t *testing.T) {
		_, err := source.ReadFile(write(t, map[string]string{"sdn.csv": strings.TrimSuffix(sdn, "\x1a"), "alt.csv": alt}))
		if !errors.Is(err, source.ErrDamaged) || !strings.Contains(err.Error(), "cut short") {
			t.Error(err)
		}
	})
	t.Run("OFAC without aliases", func(t *testing.T) {
		_, err := source.ReadFile(write(t, map[string]string{"sdn.csv": sdn}))
		if !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), "put it beside sdn.csv") {
			t.Error(err)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{un, eu, ofsi, simple, ftm, sdnXML, enhanced, uksl, seco} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, err := source.Read(strings.NewReader(s), "file")
		if err == nil && len(l.Entries) == 0 && len(s) == 0 {
			t.Fatal("a list out of nothing")
		}
	})
}

// FuzzOFACSet reads OFAC's primary file and its aliases from disk, as they come
// as a set.
func FuzzOFACSet(f *testing.F) {
	f.Add(sdn, alt)
	f.Add(strings.TrimSuffix(sdn, "\x1a"), alt)
	f.Fuzz(func(t *testing.T, primary, aliases string) {
		path := write(t, map[string]string{"sdn.csv": primary, "alt.csv": aliases})
		if _, err := source.PartOf(path); err != nil && !errors.Is(err, source.ErrUnknownFormat) && !strings.Contains(err.Error(), "gzip") {
			t.Fatal(err)
		}
		if l, err := source.ReadFile(path); err == nil && len(l.Entries) == 0 && len(primary) == 0 {
			t.Fatal("a list out of nothing")
		}
	})
}
