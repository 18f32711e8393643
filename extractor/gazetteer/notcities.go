package gazetteer

// otherPlaces are places of fame that are no cities although towns bear their
// names: they are found as names and count as nothing.
var otherPlaces = [...]string{
	"Africa", "Europe", "Asia", "America", "North America", "South America", "Central America", "Latin America",
	"Middle East", "Near East", "Far East", "Antarctica", "Oceania", "Scandinavia", "Balkans", "Caucasus", "Caribbean",
	"White House", "Capitol Hill", "Wall Street", "Downing Street", "Silicon Valley", "Buckingham Palace", "Red Square",
	"North Sea", "Black Sea", "Red Sea", "Baltic", "Baltic Sea", "Arctic", "Persian Gulf", "Gulf of Aden", "Strait of Hormuz",
	"Korean Peninsula", "Kuril Islands", "Kurils", "Hindu Kush", "Himalayas", "Alps", "Urals", "Siberia", "Volga",
	"Levant", "Maghreb", "Horn of Africa", "Sub-Saharan Africa", "Central Asia", "Southeast Asia", "South Asia", "East Asia",
	"Western Europe", "Eastern Europe", "South China Sea", "Sea of Azov", "Taiwan Strait", "Balkan", "Nagorno-Karabakh", "South Ossetia",
	"Abkhazia", "Chechnya", "Dagestan", "Ingushetia", "Tatarstan", "Donbass", "Rakhine", "Shan State", "Kachin", "Oromia", "Amhara",
	"Golan Heights", "Crimea", "Donbas", "Sahel", "Kashmir", "Kurdistan", "Darfur", "Tigray", "Xinjiang", "Tibet",
	"Atlantic", "Pacific", "Mediterranean", "Hudson", "Thames", "Danube", "Nile", "Amazon",
}

// OtherPlaces returns places of fame that are no cities although towns bear
// their names, for the builder of the data file.
func OtherPlaces() []string { return otherPlaces[:] }

// regions are counties, islands and provinces of fame that are no first-level
// divisions and have towns of the same name somewhere.
var regions = [...]string{
	"Kent", "Norfolk", "Suffolk", "Surrey", "Cornwall", "Devon", "Essex", "Sussex", "Dorset", "Somerset", "Cumbria",
	"Northumberland", "Lancashire", "Yorkshire", "Cheshire", "Shropshire", "Wiltshire", "Hampshire", "Berkshire",
	"Bedfordshire", "Oxfordshire", "Lincolnshire", "Derbyshire", "Staffordshire", "Warwickshire", "Gloucestershire",
	"Fife", "Perthshire", "Ayrshire", "Antrim", "Down", "Ulster", "Munster", "Leinster", "Connacht", "Tyrone", "Kerry",
	"Luzon", "Mindanao", "Visayas", "Bulacan", "Laguna", "Java", "Sumatra", "Borneo", "Bali", "Hokkaido", "Honshu", "Kyushu",
	"Sicily", "Sardinia", "Corsica", "Crete", "Normandy", "Brittany", "Burgundy", "Champagne", "Flanders", "Wallonia",
	"Bavaria", "Saxony", "Prussia", "Silesia", "Galicia", "Transylvania", "Moravia", "Bohemia", "Dalmatia",
	"Anatolia", "Sinai", "Sahara", "Punjab", "Bengal", "Tamil Nadu", "Gilgit", "Waziristan", "Baluchistan", "Sistan",
	"Manchuria", "Formosa", "Jeju", "Okinawa", "Maui", "Oahu", "Long Island", "Staten Island", "Nantucket",
	"Patagonia", "Amazonia", "Yucatan", "Zanzibar", "Biafra", "Katanga", "Kivu", "Ituri", "Cabinda", "Puntland", "Jubaland",
	"Orange County", "Bay Area", "New England",
}

// Regions returns regions of fame, for the builder of the data file.
func Regions() []string { return regions[:] }
